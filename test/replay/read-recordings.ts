import { readdirSync, readFileSync } from "node:fs";
import { inFull, type RecordedCase, type Recording } from "./recording.ts";

const folder = new URL("recordings/", import.meta.url);

/** The names of all recordings of a kind: of components, each with its cases, or of whole journeys. */
export function recordingNames(kind: "components" | "journeys"): string[] {
  return readdirSync(new URL(`${kind}/`, folder), "utf8").map((name) => name.replace(".json", ""));
}

/** All cases of a component. */
export function casesOf(component: string): Recording[] {
  return read(`components/${component}`);
}

/** A case of a component by its name. @throws {Error} if there is none */
export function recordedCase(component: string, name: string): Recording {
  const found = casesOf(component).find((recording) => recording.name === name);
  if (!found) throw new Error(`${component} has no case ${name}`);
  return found;
}

/** A whole journey. */
export function recordedJourney(name: string): Recording {
  const [journey] = read(`journeys/${name}`);
  if (!journey) throw new Error(`there is no journey ${name}`);
  return journey;
}

function read(name: string): Recording[] {
  return (JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as RecordedCase[]).map(inFull);
}
