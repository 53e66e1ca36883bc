import { useEffect, useRef } from 'react'
import styles from './App.module.css'
import { DropTarget } from './panels/DropTarget.tsx'
import { Gallery } from './panels/Gallery.tsx'
import { Header } from './panels/Header.tsx'
import { Help } from './panels/Help.tsx'
import { Inspector } from './panels/Inspector.tsx'
import { Lab } from './panels/Lab.tsx'
import { Palette } from './panels/Palette.tsx'
import { Question } from './panels/Question.tsx'
import { Resume } from './panels/Resume.tsx'
import { Seeds } from './panels/Seeds.tsx'
import { Stage } from './panels/Stage.tsx'
import { Story } from './panels/Story.tsx'
import { Timeline } from './panels/Timeline.tsx'
import { chooseTab } from './session/actions.ts'
import { wearLayout } from './session/layout.ts'
import { useStore } from './session/store.ts'
import type { Tab } from './session/store.ts'
import { words } from './words/words.ts'

const tabs: readonly Tab[] = ['story', 'stage', 'inspector']

/** The page. */
export function App() {
  const tab = useStore((state) => state.tab)
  const middle = useStore((state) => state.middle)
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => (page.current ? wearLayout(page.current) : undefined), [])
  return (
    <div ref={page} className={styles.page} data-tab={tab}>
      <Header />
      <nav className={styles.tabs}>
        {tabs.map((one) => (
          <button key={one} type="button" aria-pressed={tab === one} onClick={() => chooseTab(one)}>
            {words.tabs[one]}
          </button>
        ))}
      </nav>
      <aside className={styles.story} aria-label={words.story.title}>
        <Story />
      </aside>
      <main
        className={styles.stage}
        aria-label={middle === 'stage' ? words.stage.title : words.seeds.title}
      >
        {middle === 'stage' ? <Stage /> : <Seeds />}
      </main>
      <section className={styles.timeline} aria-label={words.timeline.title}>
        <Timeline />
      </section>
      <aside className={styles.inspector} aria-label={words.inspector.title}>
        <Inspector />
      </aside>
      <Gallery />
      <Help />
      <Lab />
      <Palette />
      <Resume />
      <DropTarget />
      <Question />
    </div>
  )
}
