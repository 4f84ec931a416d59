"""`load_many`: many files over processes, in their order, with errors in their places; and what crosses processes."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import dcxml
from dcxml import BrokenWorkerError, DecodeError
from dcxml.binding.types import Int
from support import long_order, shop
from support.mutation_subjects import SUBJECTS

BINDING = dcxml.build_classes(long_order.CONTRACTS)
ORDER = BINDING[f"{{{long_order.NAMESPACE}}}Order"]


@pytest.fixture
def files(tmp_path):
    """Twelve files, of which the fifth is damaged."""
    paths = [tmp_path / f"{number:02}.xml" for number in range(12)]
    for number, path in enumerate(paths):
        dcxml.dump(ORDER(note=f"order {number}"), path)
    paths[4].write_text(paths[4].read_text("utf-8").replace("Note", "Nota", 1), "utf-8")
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_are_collected_in_their_places(files, jobs):
    missing = files[7]
    missing.unlink()
    told = []
    found = [*dcxml.load_many(files, ORDER, jobs=jobs, on_error="collect", progress=lambda *each: told.append(each))]
    assert [f"order {number}" for number in range(12) if number not in (4, 7)] == [
        each.note for each in found if isinstance(each, ORDER)
    ]
    with pytest.raises(DecodeError) as alone:
        dcxml.load(files[4], ORDER)
    assert vars(alone.value) == vars(found[4])
    assert (FileNotFoundError, str(missing)) == (type(found[7]), found[7].filename)
    assert [(number, 12) for number in range(1, 13)] == told


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_error_in_order_is_raised_behind_what_is_before_it(files, jobs):
    found = []
    with pytest.raises(DecodeError, match=r"04\.xml"):
        found.extend(dcxml.load_many(files, ORDER, jobs=jobs))
    loading = dcxml.load_many(files, ORDER, jobs=jobs)
    assert ["order 0", "order 1", "order 2", "order 3"] == [next(loading).note for _ in range(4)]
    loading.close()


def test_an_error_ends_the_processes_at_once(files):
    before = {*multiprocessing.active_children()}
    with pytest.raises(DecodeError) as raised:
        list(dcxml.load_many(files, ORDER, jobs=2))
    assert set() == {*multiprocessing.active_children()} - before, raised  # whose traceback holds all that was there


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_paths_are_taken_than_a_few_ahead(files, jobs):
    taken = []
    endless = (taken.append(path) or path for path in itertools.cycle(files[:4]))
    loading = dcxml.load_many(endless, ORDER, jobs=jobs)
    assert "order 0" == next(loading).note
    assert len(taken) <= 4 * jobs
    loading.close()


def test_annotations_cross_processes(tmp_path):
    path = tmp_path / "numbers.xml"
    dcxml.dump([1, 2], path, list[Int])
    assert [[1, 2]] * 3 == [*dcxml.load_many([path] * 3, list[Int], jobs=2)]


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        pytest.param({"jobs": 0}, ValueError, id="no process"),
        pytest.param({"jobs": "2"}, TypeError, id="no number"),
        pytest.param({"on_error": "ignore"}, ValueError, id="no such way"),
        pytest.param({"mode": "lax"}, ValueError, id="no such mode"),
    ],
)
def test_settings_are_checked_at_the_call(settings, error):
    with pytest.raises(error):
        dcxml.load_many([], ORDER, **settings)


@pytest.mark.parametrize("paths", ["order.xml", b"order.xml", Path("order.xml"), 5, None])
def test_paths_are_several(paths):
    with pytest.raises(TypeError, match=r"paths is of type [\w.]+; wanted is some paths"):
        dcxml.load_many(paths, ORDER)


def test_a_process_that_ends_is_told_with_the_file(tmp_path):
    path = tmp_path / "five.xml"
    dcxml.dump(5, path, Int)
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            f"""
            import os
            import dcxml
            from dcxml.binding.types import Int

            class Deadly(os.PathLike):
                def __fspath__(self):
                    if __name__ != "__main__":
                        os._exit(9)
                    return {str(path)!r}

            if __name__ == "__main__":
                try:
                    print([*dcxml.load_many([{str(path)!r}, Deadly()], Int, jobs=2)])
                except dcxml.BrokenWorkerError as error:
                    print(error)
            """
        ),
        "utf-8",
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, program], capture_output=True, text=True, timeout=60, check=True
    )
    assert "five.xml: a process ended while it read this file" in done.stdout, done.stderr


@pytest.mark.parametrize("by_name", [True, False], ids=["no main", "a class of no module"])
def test_a_process_that_cannot_begin_is_told_with_why(tmp_path, by_name):
    path = tmp_path / "five.xml"
    dcxml.dump(5, path, Int)
    program = f"""
        import dcxml
        from dcxml.binding.types import Int

        @dcxml.data_contract(name="Own", namespace="urn:own")
        class Own:
            pass

        print([*dcxml.load_many([{str(path)!r}], {"Int" if by_name else "Own"}, jobs=2)])
        """
    (tmp_path / "program.py").write_text(textwrap.dedent(program), "utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *([tmp_path / "program.py"] if by_name else ["-c", textwrap.dedent(program)])],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "or as it could not import the program (if __name__ == '__main__':) or its class" in done.stderr


@pytest.mark.usefixtures("_heeded_interrupts")
def test_an_interrupt_ends_the_processes(tmp_path):
    path = tmp_path / "five.xml"
    dcxml.dump(5, path, Int)
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            f"""
            import itertools
            import dcxml
            from dcxml.binding.types import Int

            if __name__ == "__main__":
                try:
                    for _ in dcxml.load_many(itertools.repeat({str(path)!r}), Int, jobs=2):
                        print("read", flush=True)
                except KeyboardInterrupt:
                    print("interrupted", flush=True)
            """
        ),
        "utf-8",
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, program], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert "read\n" == process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does to a whole group
        rest, _ = process.communicate(timeout=60)
    assert rest.endswith("interrupted\n")
    assert 0 == process.returncode


# What crosses processes


def test_live_classes_and_their_instances_pickle():
    for subject in SUBJECTS:
        cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
        value = dcxml.loads(subject.data, cls)
        again = pickle.loads(pickle.dumps(value))  # noqa: S301 - made here
        assert dcxml.identical(value, again)
        assert pickle.loads(pickle.dumps(cls)) is type(again)  # noqa: S301 - made here
        assert subject.contracts == pickle.loads(pickle.dumps(subject.contracts))  # noqa: S301 - made here


def test_live_classes_pickle_to_a_process_that_has_not_built_them(tmp_path):
    kept = tmp_path / "kept"
    value = dcxml.loads(SUBJECTS[1].data, dcxml.build_classes(shop.CONTRACTS)["{urn:shop}Order"])
    kept.write_bytes(pickle.dumps((type(value), value)))
    program = "import pickle, sys, dcxml; cls, value = pickle.load(open(sys.argv[1], 'rb')); print(type(value) is cls)"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, kept], capture_output=True, text=True, timeout=60, check=True
    )
    assert "True\n" == done.stdout


def test_serializers_pickle_and_classes_leave_their_codec_behind():
    for subject in SUBJECTS:
        cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
        value = dcxml.loads(subject.data, cls)
        limits = dcxml.Limits(depth=77)
        for settings in ({}, {"mode": "dotnet", "limits": limits, "dialect": dcxml.Dialect.TEXT, "known_types": [cls]}):
            serializer = dcxml.DataContractSerializer(cls, **settings)
            again = pickle.loads(pickle.dumps(serializer))  # noqa: S301 - made here
            assert serializer.dumps(value) == again.dumps(value)
            assert dcxml.identical(value, again.loads(serializer.dumps(value)))
        # Spark and Ray pickle the classes of a notebook by value, with all that is in them.
        assert None is pickle.loads(pickle.dumps(vars(cls)["__dcxml_codec__"]))  # noqa: S301 - made here


@pytest.mark.parametrize(
    "error",
    [
        DecodeError("r", path="/a", file="f", line=1, column=2, found="x", expected="y"),
        dcxml.EncodeError("r", path="/a", file="f", line=1, column=2, found="x", expected="y"),
        dcxml.SchemaError("r", file="f", line=3, component="c", others=[dcxml.SchemaError("s", line=4)]),
        dcxml.DerivationError("r", file="f", line=1, column=2),
        dcxml.InvalidDataContractError("r", contract="c"),
        dcxml.UnknownNameError("n", ["m"], kind="collection", place="p"),
        BrokenWorkerError("f"),
        dcxml.TableError("r", row=3, path="lines[1]", file="f"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_pickle_with_all_their_fields(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert (type(error), str(error), error.args) == (type(again), str(again), again.args)
    mine, its = ({**vars(each), "others": [*map(str, vars(each).get("others", ()))]} for each in (error, again))
    assert mine == its
