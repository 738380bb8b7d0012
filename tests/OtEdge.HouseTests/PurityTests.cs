using System.Text.RegularExpressions;
using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>The lowest layer has no I/O, clock, threads, chance or surroundings.</summary>
public sealed partial class PurityTests
{
    [Theory]
    [InlineData("OtEdge.Core")]
    [InlineData("OtEdge.Modbus")]
    [InlineData("OtEdge.OpcUa")]
    public void The_lowest_layer_is_pure(string assembly) => Violations.None(Impurities(assembly));

    [Fact]
    public void An_assembly_that_is_not_pure_is_found()
    {
        string[] found = [.. Impurities("OtEdge.HouseTests")];
        Assert.Contains(found, violation => violation.Contains("System.IO.File;"));
        Assert.Contains(found, violation => violation.Contains("System.Diagnostics.Process;"));
    }

    [Theory]
    [InlineData("System.IO.FileStream", true)]
    [InlineData("System.Net.Sockets.Socket", true)]
    [InlineData("System.Threading.Tasks.Task", true)]
    [InlineData("System.Threading.Interlocked", true)]
    [InlineData("System.DateTimeOffset.get_UtcNow", true)]
    [InlineData("System.DateTime.get_Now", true)]
    [InlineData("System.TimeProvider", true)]
    [InlineData("System.Environment.get_TickCount64", true)]
    [InlineData("System.Environment.get_NewLine", true)]
    [InlineData("System.Random.get_Shared", true)]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator", true)]
    [InlineData("System.Console.WriteLine", true)]
    [InlineData("System.Diagnostics.Stopwatch", true)]
    [InlineData("System.Guid.NewGuid", true)]
    [InlineData("System.DateTimeOffset.AddTicks", false)]
    [InlineData("System.Environment.get_CurrentManagedThreadId", false)] // in what the compiler makes of `yield`
    [InlineData("System.Net.IPAddress", false)]
    [InlineData("System.Net.Sockets.AddressFamily", false)]
    [InlineData("System.Diagnostics.CodeAnalysis.NotNullWhenAttribute", false)]
    [InlineData("System.Diagnostics.DebuggableAttribute", false)]
    [InlineData("System.Security.Cryptography.SHA256", false)]
    public void What_is_impure_is_known(string reference, bool isImpure) => Assert.Equal(isImpure, Impure().IsMatch(reference));

    private static IEnumerable<string> Impurities(string assembly) =>
        AssemblyReferences.Of(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"))
            .Where(reference => Impure().IsMatch(reference))
            .Distinct()
            .Select(reference => $"src/{assembly}: uses {reference}; take it as a value or through a port");

    [GeneratedRegex(
        """
        ^System\.( IO\. | Threading\. | Net\.(Sockets(?!\.AddressFamily)|Http|NetworkInformation|Dns) | Net\.Dns | Console\b | Environment\.(?!get_CurrentManagedThreadId) | Random\b
        | TimeProvider\b | Timers\. | Guid\.NewGuid | Diagnostics\.(Process|Stopwatch|Trace|Debug\.|Activity)
        | DateTime(Offset)?\.get_(Now|UtcNow|Today) | Security\.Cryptography\.RandomNumberGenerator | AppContext | Runtime\.InteropServices\.NativeLibrary )
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Impure();
}
