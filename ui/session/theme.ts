/** Light or dark: what the system prefers unless a person has chosen. */

/** The two themes. */
export type Theme = 'light' | 'dark'

const key = 'orrery.theme'

/** The theme to begin with. */
export function initialTheme(): Theme {
  const chosen = remembered()
  if (chosen) return chosen
  return typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches
    ? 'dark'
    : 'light'
}

/** Puts a theme on the page. */
export function wear(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

/** Remembers a person's choice, where the browser lets us. */
export function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // Without storage the choice holds for this visit.
  }
}

/** What was chosen before. */
function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : null
  } catch {
    return null
  }
}

/** Calls back when the system's preference changes and nothing was chosen. */
export function followSystem(change: (theme: Theme) => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    if (!remembered()) change(matches ? 'dark' : 'light')
  })
}
