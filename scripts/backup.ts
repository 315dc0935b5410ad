import { main } from '../services/backend/src/start/backup.ts';

// The command is part of the service, so that its image has it too: node dist/start/backup.js.
process.exitCode = await main();
