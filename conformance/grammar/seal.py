#!/usr/bin/env python3
"""Renews the digests in the core pack's manifest, after a change of its files."""
import hashlib
import json
import pathlib

folder = pathlib.Path(__file__).resolve().parent.parent / "rules"
manifest = folder / "pack.json"
pack = json.loads(manifest.read_text())
pack["files"] = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted([*folder.glob("*.xsd"), *folder.glob("*.sch")])}
manifest.write_text(json.dumps(pack, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
