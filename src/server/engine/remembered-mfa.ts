/** That a second factor was shown in this browser. */
export interface RememberedMfa {
  /** Primary key of the stage that asked for it. */
  readonly stage: string;
  /** Primary key of the device. */
  readonly device: number;
  /** The user's credential epoch at the time: once it has changed, the factor has to be shown anew. */
  readonly epoch: number;
}
