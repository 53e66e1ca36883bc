// What the served page may do.

/** The word in the built page that stands for the nonce of one answer. */
const NONCE_PLACEHOLDER = 'ORRERY_NONCE'

/**
 * The headers of every answer. Scripts come from this server only, nothing is fetched from
 * elsewhere, no string becomes code or markup except through the page's one Trusted Types policy,
 * `orrery`. `blob:` is for workers that a report or a sandbox makes itself.
 *
 * @param {string} nonce admits style elements that a library adds while the page runs
 * @param {{ isEmbedded?: boolean }} [options] `isEmbedded`: anybody may show it in a frame. Such a
 *   page has a stage and a transport, nothing that a click could be stolen for
 * @returns {Record<string, string>}
 */
export function headersFor(nonce, { isEmbedded = false } = {}) {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    `frame-ancestors ${isEmbedded ? '*' : "'self'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types orrery',
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

/**
 * @param {string} html the built page
 * @param {string} nonce
 */
export function withNonce(html, nonce) {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce)
}
