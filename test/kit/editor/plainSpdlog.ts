/**
 * Stands in for VS Code's native logger `@vscode/spdlog` where that is not compiled: without it output channels stay
 * empty. Every line is on the disk before the call returns; files are not rotated.
 */
export const plainSpdlog = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
	constructor(file) {
		this.file = file;
		this.level = 2;
		this.format = (name, message) => {
			const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
			return time + ' [' + name + '] ' + message + '\\n';
		};
	}
	write(level, message) {
		if (level >= this.level) fs.appendFileSync(this.file, this.format(names[level], message));
	}
	trace(message) { this.write(0, message); }
	debug(message) { this.write(1, message); }
	info(message) { this.write(2, message); }
	warn(message) { this.write(3, message); }
	error(message) { this.write(4, message); }
	critical(message) { this.write(5, message); }
	getLevel() { return this.level; }
	setLevel(level) { this.level = level; }
	setPattern() {}
	clearFormatters() { this.format = (name, message) => message; }
	flush() {}
	drop() {}
}

async function createLogger(name, file) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	return new Logger(file);
}

exports.version = 11500;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
`;
