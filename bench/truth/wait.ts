/**
 * The mean wait of M/M/c in units of the mean service; `load` is that of each server.
 * Source: Erlang (1917); his waiting probability over the rate at which a busy shop gets free.
 */
export function meanWait(servers: number, load: number): number {
  const offered = servers * load
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= offered / k
    sum += term
  }
  const last = (term * offered) / servers / (1 - load)
  return last / (sum + last) / (servers * (1 - load))
}
