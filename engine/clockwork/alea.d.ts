/** The one generator we use of the package, by its own path: the main entry also loads others. */
declare module 'seedrandom/lib/alea.js' {
  interface AleaState {
    c: number
    s0: number
    s1: number
    s2: number
  }
  interface Alea {
    (): number
    state(): AleaState
  }
  export default function alea(seed: string, options: { state: true | AleaState }): Alea
}
