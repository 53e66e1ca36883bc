import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { Embed } from './Embed.tsx'
import './look/page.css'
import { begin } from './session/beginning.ts'
import { isEmbedded } from './session/embedding.ts'
import { speakTheirLanguage } from './session/language.ts'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no element "root"; index.html must hold one')
await speakTheirLanguage()
begin()
createRoot(root).render(<StrictMode>{isEmbedded() ? <Embed /> : <App />}</StrictMode>)
