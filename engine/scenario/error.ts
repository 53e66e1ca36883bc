/** The author's mistake in a scenario, a plan or a parameter: what is wrong, what is allowed, the way out. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}
