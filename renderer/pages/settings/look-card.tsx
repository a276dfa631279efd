import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/api.ts';
import type { Language } from '../../../shared/language.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { useSettings, useStores } from '../../stores/context.ts';
import styles from './part.module.css';

/** Language and theme. */
export function LookCard() {
  const { t } = useTranslation();
  const { change } = useStores().settings.getState();
  const language = useSettings((state) => state.language);
  const theme = useSettings((state) => state.theme);
  const failure = useSettings((state) => state.failure);
  return (
    <Card title={t('settings.look')}>
      <div className={styles.body}>
        <Field label={t('settings.language')} rule={t('settings.languageRule')}>
          {({ id }) => (
            <Segmented<Language>
              id={id}
              aria-label={t('settings.language')}
              value={language}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(value) => void change({ language: value })}
            />
          )}
        </Field>
        <Field label={t('settings.theme')} rule={t('settings.themeRule')}>
          {({ id }) => (
            <Segmented<Settings['theme']>
              id={id}
              aria-label={t('settings.theme')}
              value={theme}
              options={[
                { value: 'system', label: t('settings.themeSystem') },
                { value: 'light', label: t('settings.themeLight') },
                { value: 'dark', label: t('settings.themeDark') },
              ]}
              onChange={(value) => void change({ theme: value })}
            />
          )}
        </Field>
        {failure && <FailureNote failure={failure} />}
      </div>
    </Card>
  );
}
