import { Switch } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { useDesktop, useStores } from '../../stores/context.ts';
import styles from './part.module.css';

/** Notifications, and what closing the window does; nothing where the program runs without a window. */
export function DesktopCard() {
  const { t } = useTranslation();
  const { desktop: store, host } = useStores();
  const { load, change } = store.getState();
  const desktop = useDesktop((state) => state.desktop.value);
  const failure = useDesktop((state) => state.failure);
  useEffect(() => void load(), [load]);
  if (!desktop) return null;
  const { notices, keepInTray, hasTray } = desktop;
  return (
    <Card title={t('desktop.title')}>
      <div className={styles.body}>
        <Field label={t('desktop.notices')} rule={t('desktop.noticesRule')}>
          {(ties) => <Switch {...ties} size="small" checked={notices} onChange={(on) => void change({ notices: on })} />}
        </Field>
        {host.os !== 'macos' && (
          <Field
            label={t('desktop.keepInTray')}
            rule={t(keepInTray ? 'desktop.keepInTrayRule' : 'desktop.quitsRule')}
            problem={keepInTray && !hasTray ? t('desktop.noTray') : undefined}
          >
            {(ties) => <Switch {...ties} size="small" checked={keepInTray} onChange={(on) => void change({ keepInTray: on })} />}
          </Field>
        )}
        {failure && <FailureNote failure={failure} />}
      </div>
    </Card>
  );
}
