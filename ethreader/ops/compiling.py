"""Templates compiled at set-up, each once for its text; `web/compiled_templates.py` takes them."""

from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket

from ethreader.ops.packing import FOLDER_FOR_ALL, write_whole
from ethreader.web.compiled_templates import FOLDER, CompiledTemplates


class _Compiling(CompiledTemplates):
    """What is made now, and what was made before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.wanted: set[Path] = set()

    def load_bytecode(self, bucket: Bucket) -> None:
        self.wanted.add(self.path_of(bucket))
        super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        write_whole(self.path_of(bucket), bucket.bytecode_to_string())


def compile_all(env: Environment, folder: Path = FOLDER) -> int:
    """Compile the templates that are new or have changed, remove what is of others; count all."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_FOR_ALL)
    compiling = _Compiling(folder)
    compiler = env.overlay(bytecode_cache=compiling, cache_size=0)
    for name in env.list_templates(filter_func=is_template):
        compiler.get_template(name)
    for path in set(folder.iterdir()) - compiling.wanted:
        path.unlink(missing_ok=True)
    return len(compiling.wanted)


def is_template(name: str) -> bool:
    """Tell a template from the code of one."""
    return FOLDER.name not in name.split("/")
