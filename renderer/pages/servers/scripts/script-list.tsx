import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import { formatRoute } from '../../../stores/route.ts';
import type { ScriptForm } from '../../../stores/script-form.ts';
import { newScript, partOfScript } from '../../../stores/scripts.ts';
import { Unsaved } from '../server-card.tsx';
import styles from './script-list.module.css';

interface Props {
  scripts: readonly SavedScript[];
  /** The one that is being written and was never saved. */
  draft: ScriptForm | undefined;
  drafts: Record<string, ScriptForm>;
  openId: string | null;
  /** The ways to add one. */
  children: ReactNode;
}

/** All scripts, in the order in which they were made. */
export function ScriptList({ scripts, draft, drafts, openId, children }: Props) {
  const { t } = useTranslation();
  return (
    <nav className={styles.list} aria-label={t('scripts.list')}>
      <div className={styles.tools}>{children}</div>
      <ul className={styles.rows}>
        {draft && (
          <Row id={newScript} name={draft.name || t('scripts.newTitle')} isOpen={openId === newScript} isUnsaved>
            {draft.summary}
          </Row>
        )}
        {scripts.map(({ id, name, summary, interpreter, danger }) => (
          <Row key={id} id={id} name={name} isOpen={openId === id} isUnsaved={drafts[id] !== undefined}>
            <span data-tone={danger}>
              {danger === 'danger' && <span aria-hidden>▲ </span>}
              {t(`scripts.danger.${danger}`)}
            </span>
            {` · ${t(`scripts.interpreter.${interpreter}`)}`}
            {summary !== '' && ` · ${summary}`}
          </Row>
        ))}
      </ul>
    </nav>
  );
}

interface RowProps {
  id: string;
  name: string;
  isOpen: boolean;
  isUnsaved: boolean;
  children: ReactNode;
}

function Row({ id, name, isOpen, isUnsaved, children }: RowProps) {
  return (
    <li>
      <a
        className={styles.row}
        href={formatRoute('servers', partOfScript(id))}
        data-testid="script-row"
        data-script={id}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span className={styles.name}>
          <span className={styles.word}>{name}</span>
          {isUnsaved && <Unsaved />}
        </span>
        <span className={styles.about}>{children}</span>
      </a>
    </li>
  );
}
