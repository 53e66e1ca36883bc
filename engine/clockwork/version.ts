/** The engine's version; a part of what a fingerprint stands for. */
export const engineVersion = '0.1.0'
