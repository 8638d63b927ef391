import { captcha } from "./captcha.ts";
import { devices } from "./devices.ts";
import { form } from "./form.ts";
import { inspector } from "./inspector.ts";
import { steps } from "./steps.ts";
import type { Words } from "../words.ts";

/** German. */
export const german: Words = { ...form, ...steps, ...devices, ...captcha, ...inspector };
