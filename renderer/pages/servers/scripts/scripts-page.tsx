import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { FileButton } from '../../../components/file-button.tsx';
import split from '../../../components/split-page.module.css';
import { useKeys } from '../../../components/use-keys.ts';
import { freeId } from '../../../stores/account-form.ts';
import { useScripts, useStores } from '../../../stores/context.ts';
import { formOfScript, newScriptForm, readScriptFile, type ScriptForm } from '../../../stores/script-form.ts';
import { newScript, partOfScript, scriptsPart } from '../../../stores/scripts.ts';
import { textOfFile } from '../../../text/file-text.ts';
import { OpenScript } from './open-script.tsx';
import { RemovedScript } from './removed-script.tsx';
import { ScriptList } from './script-list.tsx';
import styles from './scripts-page.module.css';

/** A script's file is no larger, in bytes: its text in three-byte characters, and as much again. */
const mostFileBytes = 256 * 1024;

/** The scripts that the admin saved, and beside them the one that is open or being written. @param open its id, or null */
export function ScriptsPage({ open }: { open: string | null }) {
  const { t } = useTranslation();
  const { scripts: store, route } = useStores();
  const { scripts, drafts, removed, failure } = useScripts((state) => state);
  const [notScript, setNotScript] = useState<{ name: string; failure: Failure | null } | null>(null);
  const { go } = route.getState();
  const { edit, load, restore, letGo } = store.getState();
  const show = (id: string | null) => go('servers', id === null ? scriptsPart : partOfScript(id));
  const list = scripts.value ?? [];
  const write = (form?: ScriptForm) => {
    const isDraft = drafts[newScript] !== undefined;
    const taken = list.map(({ id }) => id);
    if (form) edit(newScript, { ...form, id: freeId(form.id, taken) });
    else if (!isDraft) edit(newScript, { ...newScriptForm(), id: freeId('script-1', taken) });
    show(newScript);
  };
  useKeys({ n: () => write(), Escape: () => (open === null ? go('servers') : show(null)) });

  const take = async (file: File) => {
    const text = await textOfFile(file, mostFileBytes);
    const script = text.ok ? readScriptFile(text.value) : undefined;
    setNotScript(script ? null : { name: file.name, failure: text.ok ? null : text.error });
    if (script) write(formOfScript(script));
  };

  if (!scripts.value) {
    return (
      <div className={split.padded} role="status" aria-label={t('app.loading')}>
        {scripts.state === 'failed' ? <FailureNote failure={scripts.failure} onRetry={() => void load()} /> : <Skeleton active />}
      </div>
    );
  }
  const script = list.find(({ id }) => id === open);
  const isNew = open === newScript;
  const draft = drafts[newScript];
  const adding = (
    <>
      <Button type="primary" title={`${t('scripts.add')} (n)`} onClick={() => write()}>
        {t('scripts.add')}
      </Button>
      <FileButton
        label={t('scripts.import')}
        title={t('scripts.importHint')}
        accept=".json,application/json"
        onPick={(file) => void take(file)}
      />
    </>
  );
  const beside = () => {
    if (script) return <OpenScript key={script.id} script={script} scripts={list} onDuplicate={write} onClose={() => show(null)} />;
    if (isNew && draft) return <OpenScript key={newScript} scripts={list} onDuplicate={write} onClose={() => show(null)} />;
    if (open !== null && !isNew) return <Empty text={t('scripts.noSuch', { id: open })} />;
    return <Empty text={t('scripts.choose')} />;
  };
  return (
    <div className={split.page}>
      {notScript?.failure && (
        <div className={split.padded}>
          <FailureNote failure={notScript.failure} />
        </div>
      )}
      {notScript?.failure === null && (
        <p className={styles.wrong} role="alert">
          <span aria-hidden>▲ </span>
          {t('scripts.notScript', { file: notScript.name })}
        </p>
      )}
      {failure && open === null && (
        <div className={split.padded}>
          <FailureNote failure={failure} />
        </div>
      )}
      {list.length === 0 && !draft ? (
        <Empty title={t('scripts.emptyTitle')} text={t('scripts.empty')}>
          <div className={styles.line}>{adding}</div>
        </Empty>
      ) : (
        <div className={split.split}>
          <ScriptList scripts={list} draft={draft} drafts={drafts} openId={open}>
            {adding}
          </ScriptList>
          {beside()}
        </div>
      )}
      {removed && (
        <RemovedScript script={removed} onUndo={() => void restore().then((back) => back && show(removed.id))} onDismiss={letGo} />
      )}
    </div>
  );
}
