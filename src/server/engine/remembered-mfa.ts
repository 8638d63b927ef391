/** That a second factor was shown in this browser. */
export interface RememberedMfa {
  /** Primary key of the stage that asked for it. */
  readonly stage: string;
  /** Primary key of the device. */
  readonly device: number;
}
