/**
 * People on their way through flows while things go wrong, by chance that can be repeated: nothing that they typed is lost, they are told
 * within two seconds what goes on, and they get to the end. `CHAOS_JOURNEYS=500` runs more of them, and `CHAOS_SEED=1001`
 * others.
 */
import { expect } from "@open-wc/testing";
import { loadStage } from "../../../src/client/stages/registry.ts";
import { Chance } from "../../fixtures/chance.ts";
import { journeys } from "../../fixtures/journeys.ts";
import { stopClock } from "../../support/clock.ts";
import { loadExecutor } from "../../support/mode.ts";
import { afterwards } from "../../support/mount.ts";
import { Traveller } from "./traveller.ts";

const batch = 10;
const { journeys: journeysToRun, seed: firstSeed } = document.documentElement.dataset;
const start = Number(firstSeed);
const end = start + Number(journeysToRun);

describe("when things go wrong by chance", function () {
  this.timeout(60_000);

  // A machine that is busy may take longer over the code of a step than anything here waits.
  before(async () => {
    await loadExecutor();
    const components = new Set(journeys.flatMap(({ steps }) => steps.map(({ component }) => component)));
    await Promise.all([...components].map(loadStage));
  });

  for (let first = start; first < end; first += batch) {
    it(`journeys ${first} to ${first + batch - 1} come to their end`, async () => {
      const clock = stopClock();
      afterwards(() => clock.start());
      for (let seed = first; seed < first + batch; seed++) {
        const chance = new Chance(seed);
        const journey = chance.one(journeys);
        const traveller = await Traveller.start(journey, chance, clock);
        try {
          await traveller.arrive();
        } catch (cause) {
          expect.fail(`seed ${seed}, ${journey.name}: ${traveller.story.join(", ")}: ${(cause as Error).message}`);
        } finally {
          traveller.leave();
        }
      }
    });
  }
});
