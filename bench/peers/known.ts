/**
 * What was measured once, elsewhere, all in one place: thousands per second. Where a peer can't be
 * measured here, its last known ratio to the limit stands in.
 * Source: the project's reference on speed (2 cores, Node 20.20, medians of several runs).
 */

/** The workloads that peers were measured on. */
export type Column = 'W1 1,000×1' | 'W1 1,000×16' | 'W1 100,000×1' | 'W2' | 'W3 c=1' | 'W3 c=8'

type Rates = { readonly [column in Column]?: number }

/** The limit as it was then. */
export const knownLimit: Required<Rates> = {
  'W1 1,000×1': 18_100,
  'W1 1,000×16': 15_250,
  'W1 100,000×1': 10_170,
  W2: 5_360,
  'W3 c=1': 11_700,
  'W3 c=8': 7_890,
}

/** Peers, those too that no registry holds. A workload left out is one that they can't do. */
export const knownRates: { readonly [peer: string]: Rates } = {
  'ns-3': {
    'W1 1,000×1': 6_936,
    'W1 1,000×16': 5_061,
    'W1 100,000×1': 2_235,
    W2: 1_549,
    'W3 c=1': 3_305,
    'W3 c=8': 3_252,
  },
  'OMNeT++': {
    'W1 1,000×1': 3_210,
    'W1 1,000×16': 1_980,
    'W1 100,000×1': 452,
    W2: 1_138,
    'W3 c=1': 2_055,
    'W3 c=8': 1_929,
  },
  simjs: {
    'W1 1,000×1': 1_916,
    'W1 1,000×16': 636,
    'W1 100,000×1': 266,
    W2: 510,
    'W3 c=1': 940,
    'W3 c=8': 826,
  },
  SimGrid: { 'W1 1,000×1': 577, W2: 111, 'W3 c=1': 156, 'W3 c=8': 206 },
  SimPy: {
    'W1 1,000×1': 581,
    'W1 1,000×16': 315,
    'W1 100,000×1': 245,
    W2: 85,
    'W3 c=1': 112,
    'W3 c=8': 84,
  },
  'happy-simulator': {
    'W1 1,000×1': 135,
    'W1 1,000×16': 81,
    'W1 100,000×1': 44,
    W2: 32,
    'W3 c=1': 24,
    'W3 c=8': 17,
  },
  simscript: { 'W1 1,000×1': 29, W2: 16, 'W3 c=1': 32, 'W3 c=8': 29 },
}
