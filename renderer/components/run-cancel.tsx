import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/result.ts';
import { useStores } from '../stores/context.ts';
import { FailureNote } from './failure-note.tsx';

/** Ends a run that is under way. */
export function RunCancel({ id }: { id: string }) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancel = async () => {
    setBusy(true);
    const refused = await runs.getState().cancel(id);
    setFailure(refused);
    if (refused) setBusy(false);
  };
  return (
    <>
      <Button size="small" icon={<StopOutlined aria-hidden />} loading={busy} onClick={() => void cancel()}>
        {t('history.cancel')}
      </Button>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
