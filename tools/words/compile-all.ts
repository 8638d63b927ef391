/** Compiles the languages, for whoever needs them before anything else. */
import { compileWords } from "./compile.ts";

compileWords();
