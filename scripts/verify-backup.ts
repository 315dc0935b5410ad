import { main } from '../services/backend/src/start/verify-backup.ts';
import { startScratch } from './play/data/scratch.ts';

// The command is part of the service, so that its image has it too: node dist/start/verify-backup.js. Only here, where
// there is an embedded PostgreSQL, it can start a server of its own.
process.exitCode = await main(startScratch);
