/** Mistakes of a dictionary service, each to be caught by a check. */

/** What a broken twin does wrong; what is left out is done right. */
export interface Mistakes {
  /** Whether a replica tells a probe the truth. */
  readonly honest?: boolean
  /** Whether a replica answers "no such word" as long as it has not read the dictionary. */
  readonly early?: boolean
  /** Whether the balancer lets go of replicas that are not ready. */
  readonly ejects?: boolean
}

/** The mistakes, by the name of the variant. */
export const broken: { readonly [variant: string]: Mistakes } = {
  /** The probe finds the port open, which it is before the dictionary is read. */
  port: { honest: false },
  /** An empty dictionary answers as quickly as a full one, and no error shows it. */
  blank: { honest: false, early: true },
  /** The list of endpoints only ever grows. */
  stubborn: { ejects: false },
}
