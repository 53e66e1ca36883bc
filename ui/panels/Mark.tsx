/** The Orrery's mark: a sun, two paths, two planets. */
export function Mark() {
  return (
    <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true">
      <g fill="none" stroke="var(--accent)">
        <circle r="4.4" strokeWidth="1.2" />
        <circle r="9.4" opacity="0.65" />
      </g>
      <circle r="1.8" fill="var(--accent)" />
      <circle cx="4.4" r="1.6" fill="var(--ink)" />
      <circle cx="-6.65" cy="-6.65" r="2.1" fill="var(--c1)" />
    </svg>
  )
}
