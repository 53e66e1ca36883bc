/** What must come out the same everywhere: every scenario and variant, and the samplers. */
import { run } from '../../engine/index.ts'
import { registry } from '../../scenarios/index.ts'
import { sampleTable } from './samples.ts'

/** The seed of the golden runs. */
export const goldenSeed = '7'

/** The fingerprint of every scenario and variant, by `scenario/variant`. */
export async function goldenFingerprints(
  ids: readonly string[] = registry.map(({ id }) => id),
): Promise<{ [run: string]: string }> {
  const fingerprints: { [run: string]: string } = {}
  for (const { id, load } of registry.filter((entry) => ids.includes(entry.id))) {
    const scenario = await load()
    for (const variant of Object.keys(scenario.variants))
      fingerprints[`${id}/${variant}`] = run(scenario, {
        variant,
        seed: goldenSeed,
      }).summary.fingerprint
  }
  return fingerprints
}

/** Everything as one object: what the page in a browser posts. */
export async function goldenTable() {
  return { samples: sampleTable(), fingerprints: await goldenFingerprints() }
}
