/** A row of the report: a figure under a profile, and what we want it to be. */
export interface Goal {
  readonly says: string;
  /** The name of the figure; see `visit`. */
  readonly figure: string;
  readonly profile: string;
  readonly unit: "ms" | "KB" | "MB" | "";
  /** At most; in compatibility mode it may be more. */
  readonly goal?: number;
  readonly compatibilityGoal?: number;
}

export const slowNetwork = "4×CPU, 150 ms 1.6 Mbit/s";
export const slowMachine = "4×CPU, 30 ms";
export const asIs = "none";

export const goals: readonly Goal[] = [
  { says: "usable form, cold", figure: "usable, cold", profile: slowNetwork, unit: "ms", goal: 600 },
  { says: "app ready, cold", figure: "ready, cold", profile: slowNetwork, unit: "ms" },
  { says: "usable form, warm", figure: "usable, warm", profile: slowNetwork, unit: "ms" },
  { says: "app ready, warm", figure: "ready, warm", profile: slowNetwork, unit: "ms" },
  { says: "whole step", figure: "whole step", profile: slowNetwork, unit: "ms" },
  { says: "step beyond the API", figure: "step", profile: slowNetwork, unit: "ms" },
  {
    says: "usable form, cold",
    figure: "usable, cold",
    profile: slowMachine,
    unit: "ms",
    goal: 250,
    compatibilityGoal: 300,
  },
  { says: "app ready, cold", figure: "ready, cold", profile: slowMachine, unit: "ms" },
  { says: "usable form, warm", figure: "usable, warm", profile: slowMachine, unit: "ms", goal: 150 },
  { says: "app ready, warm", figure: "ready, warm", profile: slowMachine, unit: "ms" },
  { says: "whole step", figure: "whole step", profile: slowMachine, unit: "ms" },
  { says: "step beyond the API", figure: "step", profile: slowMachine, unit: "ms", goal: 20 },
  { says: "usable form, cold", figure: "usable, cold", profile: asIs, unit: "ms" },
  { says: "app ready, cold", figure: "ready, cold", profile: asIs, unit: "ms" },
  { says: "usable form, warm", figure: "usable, warm", profile: asIs, unit: "ms" },
  { says: "step beyond the API", figure: "step", profile: asIs, unit: "ms" },
  { says: "main thread, cold", figure: "cpu", profile: asIs, unit: "ms", goal: 40, compatibilityGoal: 60 },
  { says: "requests until ready", figure: "requests", profile: asIs, unit: "", goal: 3 },
  { says: "requests until idle", figure: "all requests", profile: asIs, unit: "", goal: 5 },
  { says: "transferred, cold", figure: "bytes", profile: asIs, unit: "KB" },
  { says: "script heap after load", figure: "heap", profile: asIs, unit: "MB", goal: 1.5 },
];
