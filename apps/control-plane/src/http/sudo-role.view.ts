import { ApiProperty } from '@nestjs/swagger';
import { givesRoot, type SudoRole } from '#access/sudo-role.js';

export class SudoRoleView {
  @ApiProperty() name: string;
  @ApiProperty({
    type: [String],
    description: 'Absolute commands with exactly these arguments (without any: none), run as root; ALL: everything',
  })
  commands: string[];
  @ApiProperty({ description: 'ALL is among them: who has it can undo anything on that server' }) givesRoot: boolean;
}

export const sudoRoleView = ({ name, commands }: SudoRole): SudoRoleView => ({
  name,
  commands: [...commands],
  givesRoot: givesRoot({ name, commands }),
});
