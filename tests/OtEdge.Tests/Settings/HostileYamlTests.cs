using System.Diagnostics;
using System.Text;
using OtEdge.Settings;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class HostileYamlTests(ITestOutputHelper output)
{
    private const int FourMiB = 4 * 1024 * 1024;
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "flow lists nested ten thousand deep", new string('[', 10_000) },
        { "flow mappings nested ten thousand deep", string.Concat(Enumerable.Repeat("{a: ", 10_000)) },
        { "block lists nested ten thousand deep", string.Concat(Enumerable.Repeat("- ", 10_000)) + "a" },
        { "block mappings nested a thousand deep", string.Concat(Enumerable.Range(0, 1_000).Select(at => $"{new string(' ', at)}a:\n")) },
        { "complex keys nested deep", string.Concat(Enumerable.Repeat("? ", 10_000)) },
        { "an alias bomb", "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nsite: *c\n" },
        { "an alias to itself", "site: &a [*a]\n" },
        { "an alias to nothing", "site: *nobody\n" },
        { "a merge key", "a: &a { site: x }\n<<: *a\n" },
        { "tags that name types", "site: !!python/object:os.system ls\nzones: !System.IO.FileInfo x\n" },
        { "a directive", "%TAG ! tag:example.com,2000:\n---\nsite: !x y\n" },
        { "a directive that nobody knows", "%FOO bar\n---\nsite: x\n" },
        { "nothing", "" },
        { "only a mark of byte order", "\ufeff" },
        { "a mark of byte order in the middle", "site: a\ufeffb\n" },
        { "a null character", "site: a\0b\n" },
        { "a lone surrogate", "site: \ud800\n" },
        { "escapes for control characters", "site: \"\\0\\e\\x07\\u202e\"\n\"\\u0007\": 1\n" },
        { "an escape that is none", "site: \"\\q\"\n" },
        { "an escape beyond Unicode", "site: \"\\UFFFFFFFF\"\n" },
        { "a string without end", "site: \"bench\n" },
        { "a list without end", "zones: [a, b\n" },
        { "a mapping without end", "zones: { a: { b: c\n" },
        { "a block scalar", "site: |\n  a\n  b\n" },
        { "a block scalar with a wild header", "site: |99999999999\n  a\n" },
        { "a key without a name", "? \n: x\n" },
        { "a key that is a list", "[a, b]: x\n{ a: b }: y\n" },
        { "numbers beyond every limit", $"zones: {{ a: {{ level: {new string('9', 400)} }} }}\nguards: {{ latency-factor: 1e999, grace: 99999999999999999999d }}\n" },
        { "numbers that overflow an int", "conduits: { c: { protocol: tcp, listen: 0.0.0.0:99999999999, limits: { pending: 2147483648, frame: 9223372036854775807ms, idle: 366000d } } }\n" },
        { "carriage returns alone", "site: a\rzones: b\r" },
        { "dots", "...\n...\n---\n...\n" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_is_a_problem_and_never_an_exception(string what, string text)
    {
        Assert.True(ReadBoth(text).HasErrors, what);
    }

    [Fact]
    public void A_text_larger_than_the_cap_is_refused_before_it_is_read()
    {
        SettingsReading reading = ReadBoth("site: bench\n" + new string('#', FourMiB));

        Assert.Contains(reading.Problems, problem => problem.Message.Contains("larger than 4 MiB", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- {}\n")]
    [InlineData("a: b\n")]
    [InlineData("'")]
    [InlineData("\"a\n")]
    [InlineData("? a\n")]
    [InlineData("[]: ")]
    [InlineData("&a ")]
    [InlineData("  ")]
    [InlineData("\n")]
    public async Task A_file_of_four_mebibytes_of_anything_is_done_within_a_minute(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, (FourMiB - 1) / piece.Length));
        var clock = Stopwatch.StartNew();

        SettingsReading reading = await Task.Run(() => ReadBoth(text)).WaitAsync(HangsAfter);

        output.WriteLine($"{clock.Elapsed.TotalSeconds:F1} s, {reading.Problems.Count} problems");
        Assert.True(reading.HasErrors);
        Assert.InRange(reading.Problems.Count, 1, 1100);
    }

    [Fact]
    public async Task A_policy_of_thousands_of_unknown_keys_is_cut_off()
    {
        string keys = string.Concat(Enumerable.Range(0, 50_000).Select(at => $"    ky{at}: x\n"));

        SettingsReading reading = await Task.Run(() => Bench.Read(Bench.Yaml, Bench.Policy("  - id: r\n" + keys))).WaitAsync(HangsAfter);

        Assert.InRange(reading.Problems.Count, 100, 501);
        Assert.Contains(reading.Problems, problem => problem.Message.StartsWith("and more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_rules_are_read_in_seconds()
    {
        string rules = string.Concat(Enumerable.Range(0, 10_000).Select(at => $"  - {{ id: r{at}, clients: [hmi], units: [1], allow: [read], holding-registers: {at}-{at + 9} }}\n"));
        var clock = Stopwatch.StartNew();

        SettingsReading reading = await Task.Run(() => Bench.Read(Bench.Yaml, Bench.Policy(rules))).WaitAsync(HangsAfter);

        output.WriteLine($"{clock.Elapsed.TotalSeconds:F2} s");
        Assert.Equal(10_000, reading.Site?.Policies["line"].Rules.Count);
    }

    [Fact]
    public async Task Mutated_settings_are_read_without_an_exception()
    {
        // Reading is dearer than reading a frame: a tenth of the mutations keeps the test short.
        int mutations = SeededRun.Mutations / 10;
        (string Path, string Text)[] files = [.. GoldenSettings.Good.Concat(GoldenSettings.Broken).SelectMany(golden => golden.Files())];
        byte[][] corpus = [.. files.Select(file => Encoding.UTF8.GetBytes(file.Text)).Where(bytes => bytes.Length > 0)];
        var mutator = new Mutator(SeededRun.Seed, corpus);
        output.WriteLine($"{mutations} mutations, OTEDGE_SEED={SeededRun.Seed}");
        string text = "";
        int good = 0;
        var work = Task.Run(() =>
        {
            for (int at = 0; at < mutations; at++)
            {
                text = Encoding.UTF8.GetString(mutator.Next());
                good += Bench.Read(text, Bench.Policy("")).HasErrors ? 0 : 1;
                good += Bench.Read(Bench.Yaml, text).HasErrors ? 0 : 1;
            }
        });
        try
        {
            await work.WaitAsync(TimeSpan.FromMinutes(5));
        }
        catch (Exception failure)
        {
            Assert.Fail(SeededRun.Again($"{failure}\n{text}"));
        }

        output.WriteLine($"{good} of them were good settings");
        // Mutations that all fail as YAML would prove nothing of the checks behind it.
        Assert.True(good > mutations / 1000, $"only {good} of {mutations} were good settings");
    }

    private static SettingsReading ReadBoth(string text)
    {
        SettingsReading asSite = SettingsReader.Read([new SettingsText("otedge.yaml", text)], "host");
        SettingsReading asPolicy = Bench.Read(Bench.Yaml, text);
        return new SettingsReading(null, [.. asSite.Problems, .. asPolicy.Problems]);
    }
}
