import { CopyOutlined, DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import { CloseButton } from '../../../components/close-button.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { jsonBlob, offerFile } from '../../../components/offer-file.ts';
import { freeId } from '../../../stores/account-form.ts';
import { useScripts, useStores } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formOfScript, newScriptForm, problemsOfScript, type ScriptForm, scriptFile, scriptOfForm } from '../../../stores/script-form.ts';
import { newScript, partOfScript, scriptsPart } from '../../../stores/scripts.ts';
import styles from './open-script.module.css';
import { ScriptEditor } from './script-editor.tsx';
import { ScriptPreview } from './script-preview.tsx';
import { TryScript } from './try-script.tsx';

interface Props {
  /** Absent while it is being written. */
  script?: SavedScript | undefined;
  scripts: readonly SavedScript[];
  /** Starts another script from this form. */
  onDuplicate: (form: ScriptForm) => void;
  onClose: () => void;
}

/** The script that is open or being written: its form, how it will look to others, and a trial. */
export function OpenScript({ script, scripts, onDuplicate, onClose }: Props) {
  const { t } = useTranslation();
  const { scripts: store, route } = useStores();
  const key = script?.id ?? newScript;
  const draft = useScripts((state) => state.drafts[key]);
  const busy = useScripts((state) => state.busy);
  const failure = useScripts((state) => state.failure);
  const { edit, save, remove } = store.getState();
  const { go } = route.getState();
  const form = draft ?? (script ? formOfScript(script) : newScriptForm());
  const others = scripts.filter(({ id }) => id !== script?.id);
  const duplicate = () => {
    if (!script) return;
    const words = scripts.flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
    onDuplicate({ ...formOfScript(script), name: freeId(script.name, words), aliases: [] });
  };
  return (
    <section className={styles.place} aria-label={t('scripts.edit')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{script?.name ?? t('scripts.newTitle')}</h2>
        {script && (
          <>
            <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={duplicate}>
              {t('scripts.duplicate')}
            </Button>
            <Button
              size="small"
              icon={<DownloadOutlined aria-hidden />}
              title={t('scripts.exportHint')}
              onClick={() => offerFile(`weiguan-script-${script.id}.json`, jsonBlob(scriptFile(script)))}
            >
              {t('scripts.export')}
            </Button>
            <Button
              size="small"
              danger
              icon={<DeleteOutlined aria-hidden />}
              title={t('scripts.deleteHint')}
              onClick={() => void remove(script).then((gone) => gone && go('servers', scriptsPart))}
            >
              {t('scripts.delete')}
            </Button>
          </>
        )}
        <CloseButton onClose={onClose} />
      </div>
      {failure && (
        <div className={styles.failure}>
          <FailureNote failure={failure} />
        </div>
      )}
      <ScriptEditor
        form={form}
        isNew={!script}
        isChanged={draft !== undefined}
        isSaving={busy === form.id}
        problems={problemsOfScript(form, others)}
        onChange={(changed) => edit(key, changed)}
        onDiscard={() => {
          edit(key, null);
          if (!script) onClose();
        }}
        onSave={async () => {
          const id = await save(key, form);
          if (id !== null && !script) go('servers', partOfScript(id));
        }}
      >
        <ScriptPreview form={form} script={scriptOfForm(form)} />
        <TryScript script={script} isChanged={draft !== undefined} place={formatRoute('servers', partOfScript(key))} />
      </ScriptEditor>
    </section>
  );
}
