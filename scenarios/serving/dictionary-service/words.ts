/** A small dictionary: what every replica reads when it starts. In order of how often a word is asked for. */

/** Words and what they mean. */
export const words: ReadonlyMap<string, string> = new Map([
  ['server', 'a program that waits to be asked'],
  ['client', 'a program that asks'],
  ['replica', 'one of several programs that are the same'],
  ['balancer', 'a program that decides who answers'],
  ['probe', 'a question whose answer nobody needs but the one who asks'],
  ['ready', 'able to answer now'],
  ['alive', 'running, which is less than ready'],
  ['latency', 'how long it takes'],
  ['timeout', 'how long one is willing to wait'],
  ['failure', 'what happens when it is not expected'],
  ['fault', 'why a failure happens'],
  ['crash', 'an end without a farewell'],
  ['queue', 'people who wait, or what they wait in'],
  ['load', 'how much is asked, of what can be done'],
  ['outage', 'a time in which nobody is answered'],
  ['window', 'the time in which something can go wrong unseen'],
  ['drain', 'to finish what one has and take no more'],
  ['surge', 'more than one needs, for a short time'],
  ['scale', 'to become more, or fewer'],
  ['state', 'what one would miss after a crash'],
])
