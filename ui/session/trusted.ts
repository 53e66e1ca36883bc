/** The page's one Trusted Types policy: it lets scripts of the page's own place become workers. */

interface Policy {
  createScriptURL(url: string): unknown
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes

function own(url: string): string {
  const { origin, protocol } = new URL(url, location.href)
  if (origin === location.origin && protocol !== 'data:') return url
  throw new TypeError(`a worker may not come from ${url}; it must be a file beside the page`)
}

const policy = factory?.createPolicy('orrery', { createScriptURL: own })

/** The address of a script, admitted by the policy where the browser has such. */
export function scriptUrl(url: string): unknown {
  return policy ? policy.createScriptURL(url) : own(url)
}
