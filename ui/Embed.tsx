import { ExternalLink } from 'lucide-react'
import styles from './Embed.module.css'
import { Question } from './panels/Question.tsx'
import { Stage } from './panels/Stage.tsx'
import { Transport } from './panels/Transport.tsx'
import { linkNow } from './session/address.ts'
import { words } from './words/words.ts'

/** The page within another one: stage, transport, and the way to the whole page. */
export function Embed() {
  return (
    <div className={styles.embed}>
      <main aria-label={words.stage.title}>
        <Stage />
      </main>
      <footer>
        <Transport />
        <a
          href={`${location.pathname}${location.hash}`}
          target="_blank"
          rel="noopener"
          onClick={(event) => {
            event.preventDefault()
            // To where the cursor is now, not to where the frame began.
            void linkNow().then((link) => window.open(link, '_blank', 'noopener'))
          }}
        >
          <ExternalLink size={13} aria-hidden="true" /> {words.files.wholePage}
        </a>
      </footer>
      <Question />
    </div>
  )
}
