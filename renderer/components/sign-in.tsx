import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useStores } from '../stores/context.ts';
import { FailureNote } from './failure-note.tsx';
import styles from './sign-in.module.css';

/** Asks for the console token, where the page runs in a browser and the gateway doesn't know it yet. */
export function SignIn() {
  const { t } = useTranslation();
  const { session } = useStores();
  const busy = useSession((state) => state.busy);
  const failure = useSession((state) => state.failure);
  const [token, setToken] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) void session.getState().signIn(token.trim());
  };

  return (
    <main className={styles.ground}>
      <form className={styles.panel} onSubmit={submit}>
        <h1 className={styles.title}>{t('signIn.title')}</h1>
        <p className={styles.hint}>{t('signIn.hint')}</p>
        <Input.Password
          autoFocus
          autoComplete="off"
          size="large"
          aria-label={t('signIn.token')}
          placeholder={t('signIn.token')}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        {failure &&
          (failure.code === 'api/unauthorized' ? (
            <FailureNote failure={{ code: 'console/token', message: t('signIn.wrong'), hint: t('signIn.wrongHint') }} />
          ) : (
            <FailureNote failure={failure} />
          ))}
        <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!token.trim()}>
          {t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}
