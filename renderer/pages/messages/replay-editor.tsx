import { Button } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { useFailureText } from '../../components/use-failure-text.ts';
import type { ReplayState } from '../../stores/replay.ts';
import { faultPlace } from '../../text/fault-line.ts';
import styles from './replay-panel.module.css';

/** The message's XML, to be changed before it is sent through again; where it can't be read, the line is shown. */
export function ReplayEditor({ replay: { xml, original, state, rehearsal, edit } }: { replay: ReplayState }) {
  const { t } = useTranslation();
  const id = useId();
  const gutter = useRef<HTMLDivElement>(null);
  const failure = rehearsal.state === 'failed' ? rehearsal.failure : undefined;
  const place = failure && faultPlace(failure.params?.reason ?? '', xml);
  const changed = xml !== original;
  return (
    <div className={styles.editor}>
      <div className={styles.line}>
        <label htmlFor={id} className={styles.label}>
          {t('replay.xml')}
          {changed && <span className={styles.edited}> · {t('replay.edited')}</span>}
        </label>
        {changed && (
          <Button type="link" size="small" onClick={() => edit(original)}>
            {t('replay.reset')}
          </Button>
        )}
      </div>
      <div className={styles.sheet} data-faulty={failure !== undefined}>
        <div ref={gutter} aria-hidden className={styles.gutter}>
          {xml.split('\n').map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <span key={index} data-fault={place?.line === index + 1}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          spellCheck={false}
          wrap="off"
          readOnly={state === 'running'}
          aria-invalid={failure !== undefined}
          aria-describedby={`${id}-fault`}
          className={styles.xml}
          value={xml}
          onChange={(event) => edit(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          onScroll={(event) => gutter.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
      <div id={`${id}-fault`} aria-live="polite">
        {failure && <Fault failure={failure} place={place} />}
      </div>
    </div>
  );
}

function Fault({ failure, place }: { failure: Failure; place: ReturnType<typeof faultPlace> }) {
  const { t } = useTranslation();
  const { message, hint } = useFailureText(failure);
  return (
    <p className={styles.fault}>
      <span aria-hidden>▲</span> {place && <strong>{t('replay.fault', { ...place })} </strong>}
      {message} <span className={styles.quiet}>{hint}</span>
    </p>
  );
}
