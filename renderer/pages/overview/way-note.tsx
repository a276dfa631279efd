import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { formatRoute } from '../../stores/route.ts';

interface Props {
  failure: Failure;
  part: 'tunnel' | 'token';
}

/** What is wrong with a way from or to WeChat, and the place where it is mended. */
export function WayNote({ failure, part }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <FailureNote failure={failure} />
      <a href={formatRoute('connection', part)}>{t('overview.toConnection')}</a>
    </>
  );
}
