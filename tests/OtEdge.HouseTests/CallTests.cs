using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>Calls that the product does without, outside the few places that own them.</summary>
public sealed class CallTests
{
    private static readonly BannedCall[] Banned =
    [
        new(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b", "the wall clock; ask a TimeProvider"),
        new(@"\bStopwatch\b|\bEnvironment\s*\.\s*TickCount", "a clock; ask a TimeProvider"),
        new(@"\bThread\s*\.\s*(Sleep|SpinWait)\b", "a blocking wait; await, or wait for an event"),
        new(@"\basync\s+void\b", "its exceptions end the process; return a Task"),
        new(@"\.\s*GetAwaiter\s*\(\s*\)\s*\.\s*GetResult\b", "blocks a thread; await"),
        new(@"(?<![\w.])(System\s*\.\s*)?Console\s*\.\s*(Write|WriteLine|Read|ReadLine|ReadKey|Out|Error|In)\b", "the terminal; only the commands talk to people", Except: "src/OtEdge.Host/"),
        new(@"\bProcess\s*\.\s*Start\b", "starts a program; only the commands may", Except: "src/OtEdge.Host/"),
        new(@"\bEnvironment\s*\.\s*(Exit|FailFast)\b", "ends the process; return an exit code"),
        new(@"\bGC\s*\.\s*Collect\b", "stops every thread"),
        new(@"\bNotImplementedException\b", "work left undone"),
    ];

    // Read from the assembly, since in the text they look like members of any other type.
    private static readonly string[] WaitsForTask =
    [
        "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll",
        "System.Threading.Tasks.Task.WaitAny",
        "System.Threading.Tasks.Task`1.get_Result",
        "System.Threading.Tasks.ValueTask`1.get_Result",
    ];

    [Fact]
    public void The_product_does_without_banned_calls() => Violations.None(Repository.ProductSources.SelectMany(Calls));

    [Fact]
    public void The_data_plane_waits_for_no_task() => Violations.None(Waits("OtEdge.Conduits"));

    [Fact]
    public void A_wait_for_a_task_is_found()
    {
#pragma warning disable xUnit1031 // the sample that breaks the rule
        Assert.Equal(3, Task.FromResult(3).Result);
#pragma warning restore xUnit1031
        Assert.Contains(Waits("OtEdge.HouseTests"), violation => violation.Contains("Task`1.get_Result"));
    }

    [Theory]
    [InlineData("DateTimeOffset x = DateTimeOffset.UtcNow;")]
    [InlineData("var x = DateTime.Now;")]
    [InlineData("var x = $\"{DateTime.Today}\";")]
    [InlineData("long x = Stopwatch.GetTimestamp();")]
    [InlineData("long x = Environment.TickCount64;")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("async void Do() { }")]
    [InlineData("task.GetAwaiter().GetResult();")]
    [InlineData("Console.WriteLine(1);")]
    [InlineData("System.Console.Error.Write(1);")]
    [InlineData("Process.Start(\"x\");")]
    [InlineData("throw new NotImplementedException();")]
    public void A_banned_call_is_found(string code) =>
        Assert.Single(Calls(new SourceFile("src/OtEdge.Conduits/Sample.cs", $"class Sample\n{{\n    void Do() {{ {code} }}\n}}")));

    [Theory]
    [InlineData("src/OtEdge.Conduits/Sample.cs", "var x = \"DateTime.Now\"; // Thread.Sleep(1)")]
    [InlineData("src/OtEdge.Conduits/Sample.cs", "OtEdge.Console.Api.Do(); x = new() { Result = 1 };")]
    [InlineData("src/OtEdge.Host/Sample.cs", "Console.WriteLine(1); Process.Start(x);")]
    [InlineData("src/OtEdge.Journal/Sample.cs", "gate.Wait();")]
    public void What_is_allowed_is_not_found(string path, string code) => Assert.Empty(Calls(new SourceFile(path, code)));

    private static IEnumerable<string> Calls(SourceFile source) => Banned
        .Where(call => call.Except is null || !source.Path.StartsWith(call.Except, StringComparison.Ordinal))
        .SelectMany(call => Regex.Matches(source.Code, call.Pattern)
            .Select(match => $"{source.Path}:{source.LineOf(match.Index)}: {match.Value.Trim()}: {call.Why}"));

    private static IEnumerable<string> Waits(string assembly) =>
        AssemblyReferences.Of(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"))
            .Where(WaitsForTask.Contains)
            .Distinct()
            .Select(member => $"{assembly}: calls {member}, which blocks a thread until a task is done; await");

    private sealed record BannedCall(string Pattern, string Why, string? Except = null);
}
