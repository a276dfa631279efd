import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/role.ts';
import { roleLines, roleName } from '../../text/role-words.ts';
import { useKnownCommands } from './role-choices.ts';
import { RoleTry } from './role-try.tsx';
import { SidePanel } from './side-panel.tsx';

/** A role that can't be changed: what it may do, a way to try it, and one to make another like it. */
export function BuiltInRole({ role, onCopy, onClose }: { role: Role; onCopy: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const known = useKnownCommands();
  return (
    <SidePanel isWide title={roleName(t, role)} onClose={onClose}>
      {roleLines(t, role, known).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div>
        <Button autoFocus icon={<CopyOutlined aria-hidden />} onClick={onCopy}>
          {t('role.copy')}
        </Button>
      </div>
      <RoleTry role={role} />
    </SidePanel>
  );
}
