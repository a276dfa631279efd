import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { buttonAt } from '../../../shared/menu/menu.ts';
import type { CopiedMenu } from '../../../shared/menu/menu-state.ts';
import { buttonPathOf } from '../../../shared/menu/refusal-place.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useSettings, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { ProblemList } from './problem-list.tsx';
import { shownProblem } from './shown-problems.ts';
import styles from './transfer-view.module.css';
import { useButtonTexts } from './use-button-texts.ts';

interface Props {
  account: Account;
  accounts: Account[];
  desk: MenuDesk;
  onOpen: (account: string) => void;
}

/** Makes the draft that of another account, and points out what doesn't fit there. */
export function CopyToAccount({ account, accounts, desk, onOpen }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const language = useSettings((state) => state.language);
  const { nameOf } = useButtonTexts();
  const others = accounts.filter(({ id }) => id !== account.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [copied, setCopied] = useState<{ to: Account; what: CopiedMenu } | null>(null);
  const target = others.find(({ id }) => id === chosen) ?? others[0];
  const [failure, setFailure] = useState<Failure | null>(null);
  const copy = async () => {
    if (!target) return;
    setFailure(null);
    const what = await menus.getState().copyTo(account.id, target.id);
    setCopied(what && { to: target, what });
  };
  const putBack = async (to: string, what: CopiedMenu) => {
    const done = await menus.getState().putBack(to, what);
    if (done.ok) setCopied(null);
    else setFailure(done.error);
  };
  const title = t('menus.transfer.copy');
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.quiet}>{t('menus.transfer.copyText')}</p>
      {target ? (
        <div className={styles.acts}>
          <Select
            className={styles.choice ?? ''}
            aria-label={t('menus.transfer.copyTo')}
            value={target.id}
            options={others.map(({ id, name, platform }) => ({ value: id, label: `${name} · ${t(`platform.${platform}`)}` }))}
            onChange={setChosen}
          />
          <Button loading={desk.busy === 'copy'} onClick={() => void copy()}>
            {t('menus.transfer.copyNow')}
          </Button>
        </div>
      ) : (
        <p>{t('menus.transfer.copyNone')}</p>
      )}
      {desk.failure?.act === 'copy' && <FailureNote failure={desk.failure.failure} />}
      {copied && (
        <div role="status" className={styles.part} data-testid="menu-copied">
          <p>
            ✓ {t('menus.transfer.copied', { account: copied.to.name })}
            {copied.what.problems.length === 0 && ` ${t('menus.transfer.fits')}`}
          </p>
          {copied.what.renamed.map(({ path, from, to }) => {
            const place = buttonPathOf(path);
            const name = nameOf(place && buttonAt(copied.what.menu, place));
            return <p key={JSON.stringify(path)}>⇄ {t('menus.transfer.renamed', { place: name, from, to })}</p>;
          })}
          {copied.what.problems.length > 0 && (
            <ProblemList
              title={t('menus.transfer.misfits', { n: copied.what.problems.length })}
              problems={copied.what.problems.map((problem) => shownProblem(problem, language))}
              menu={copied.what.menu}
            />
          )}
          {failure && <FailureNote failure={failure} />}
          <div className={styles.acts}>
            <Button onClick={() => void putBack(copied.to.id, copied.what)}>{t('menus.transfer.putBack')}</Button>
            <Button onClick={() => onOpen(copied.to.id)}>{t('menus.transfer.openOther', { account: copied.to.name })}</Button>
          </div>
        </div>
      )}
    </section>
  );
}
