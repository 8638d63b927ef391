import type { Device, DeviceStore } from "../../store/device-store.ts";
import { isJsonObject } from "../../store/json-value.ts";

/** How long at most somebody has to wait, in milliseconds. */
const longest = 3_600_000;

/** For how many milliseconds a device takes no code: after n wrong ones it takes none for 2^(n-1) seconds. `0` for one that takes them. */
export function throttledFor({ data }: Device, now: number): number {
  return isJsonObject(data.throttle) ? Math.max(0, Number(data.throttle.until) - now) : 0;
}

/** Notes a wrong code. @returns for how many milliseconds the device takes none now */
export function recordFailure(devices: DeviceStore, { pk, data }: Device, now: number): number {
  const failures = (isJsonObject(data.throttle) ? Number(data.throttle.failures) : 0) + 1;
  const wait = Math.min(1000 * 2 ** (failures - 1), longest);
  devices.update(pk, { ...data, throttle: { failures, until: now + wait } });
  return wait;
}
