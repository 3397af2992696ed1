"""The conformance tests of jupyter_kernel_test. Arguments: csharp or fsharp, then those of unittest."""
import sys
import unittest

import jupyter_kernel_test


class CSharpTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    completion_samples = [
        {"text": "Math.Sq", "matches": {"Sqrt"}},
        {"text": '"\U0001f600".Leng', "matches": {"Length"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "for (int i = 0; i < 3; i++) { }", ""]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "Console.WriteLine(", "class A {", '@"text']
    invalid_code_samples = ["}", "int 3x = 4;"]
    code_page_something = "Math.Sqrt?"
    code_generate_error = 'throw new InvalidOperationException("boom");'
    code_execute_result = [
        {"code": "6*7", "result": "42"},
        {"code": "6*8", "result": "48"},
        {"code": '"text"', "result": "text"},
    ]
    code_display_data = [{"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"}]
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "clear_output();"


class FSharpTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-fsharp"
    language_name = "F#"
    file_extension = ".fs"
    code_hello_world = 'printfn "hello, world"'
    code_stderr = 'eprintfn "oops"'
    completion_samples = [{"text": "System.Math.Sqr", "matches": {"Sqrt"}}]
    complete_code_samples = ["1 + 1", "let x = 1", ""]
    incomplete_code_samples = ["let f x =", "for i in 1..3 do", "[1; 2"]
    invalid_code_samples = [")", "1 + 1)"]
    code_page_something = "List.map?"
    code_generate_error = 'failwith "boom"'
    code_execute_result = [
        {"code": "6*7", "result": "42"},
        {"code": "6*8", "result": "48"},
        {"code": '"text"', "result": "text"},
    ]
    code_display_data = [{"code": 'display(HTML("<b>bold</b>")) |> ignore', "mime": "text/html"}]
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "List.map"
    code_clear_output = "clear_output()"


if __name__ == "__main__":
    language = sys.argv.pop(1)
    tests = {"csharp": CSharpTests, "fsharp": FSharpTests}[language]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(tests)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    for test, reason in result.skipped:
        print("SKIPPED", test, reason)
    sys.exit(0 if result.wasSuccessful() and not result.skipped else 1)
