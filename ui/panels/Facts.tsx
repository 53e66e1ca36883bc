import styles from './Facts.module.css'

/** Facts under each other. */
export function Facts({ children }: { readonly children: React.ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>
}

/** One of them: what, and how it is. One that says nothing is left out. */
export function Fact({
  name,
  children,
}: {
  readonly name: string
  readonly children: React.ReactNode
}) {
  if (children === null || children === '' || children === undefined) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
