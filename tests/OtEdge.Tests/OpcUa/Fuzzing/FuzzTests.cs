using System.Reflection;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.OpcUa.Fuzzing;

/// <summary>Broken bytes for every reader of the codec, and proof that none was left out.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    /// <summary>What takes bytes that are OtEdge's own, or that a reader before it has checked.</summary>
    private static readonly string[] TakesOwnBytes =
    [
        "AsymmetricChunk.Write", "CertificateMaker.MakeSelfSigned", "ClientSession.WriteActivate", "ChunkSealer.Seal", "ChunkWriter.Write", "ChannelEnd.TrySend",
        "ChannelToken.Derive", "CbcCipher.Transform", "KeyExpansion.PSha256", "OpenedChunk", "Padding.Fill", "RsaScheme.Sign", "RsaScheme.Encrypt",
        "SequenceHeader.Write", "SessionProof.Sign", "SessionRewriter.UserNameToken", "SessionRewriter.CertificateToken", "SignedBy", "SymmetricKeys.Derive",
        "TransportMessages.WriteHello", "TransportMessages.WriteError", "TransportMessages.WriteReverseHello", "UaWriter.Raw", "UaWriter.String", "UserSecret.Encrypt",
    ];

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Broken_bytes_are_refused_and_nothing_else(string name)
    {
        FuzzTarget target = FuzzTargets.All.Single(one => one.Name == name);
        await Task.Run(() => Run(target), TestContext.Current.CancellationToken)
            .WaitAsync(HangsAfter * Math.Max(1, SeededRun.Mutations / 100_000), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_public_reader_has_a_target()
    {
        HashSet<string> covered = [.. FuzzTargets.All.SelectMany(target => target.Covers), .. TakesOwnBytes];
        string[] readers = [.. typeof(UaReader).Assembly.GetExportedTypes().Where(type => !typeof(Delegate).IsAssignableFrom(type)).SelectMany(Readers).Distinct()];
        Assert.True(readers.Length > 30);
        string[] left = [.. readers.Where(reader => !covered.Contains(reader) && !covered.Contains(reader.Split('.')[0]))];
        Assert.True(left.Length == 0, $"add to a target: {string.Join(", ", left)}");
    }

    [Fact]
    public void Every_name_that_a_target_says_is_a_reader()
    {
        HashSet<string> readers = [.. typeof(UaReader).Assembly.GetTypes().SelectMany(Readers)];
        string[] gone = [.. FuzzTargets.All.SelectMany(target => target.Covers).Concat(TakesOwnBytes)
            .Where(name => !readers.Contains(name) && !readers.Any(reader => reader.StartsWith(name + ".", StringComparison.Ordinal)))];
        Assert.True(gone.Length == 0, $"take away: {string.Join(", ", gone)}");
    }

    private static void Run(FuzzTarget target)
    {
        var mutator = new Mutator(SeededRun.Seed, target.Corpus);
        foreach (byte[] good in target.Corpus)
        {
            target.Run(good);
        }

        for (int i = 0; i < SeededRun.Mutations / target.Cost; i++)
        {
            byte[] bytes = mutator.Next();
            string kept = target.Cost > 1 ? Convert.ToHexString(bytes) : "";
            try
            {
                target.Run(bytes);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{SeededRun.Again($"{target.Name}, mutation {i}: {(kept.Length > 0 ? kept : Convert.ToHexString(bytes))}")}\n{fault}");
            }
        }
    }

    private static IEnumerable<string> Readers(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (ConstructorInfo made in type.GetConstructors().Where(TakesBytes))
        {
            yield return type.Name;
        }

        foreach (MethodInfo method in type.GetMethods(Public).Where(one => !one.IsSpecialName && (TakesBytes(one) || type == typeof(UaReader))))
        {
            yield return $"{type.Name}.{method.Name}";
        }
    }

    private static bool TakesBytes(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType)
        .Select(type => type.IsByRef ? type.GetElementType()! : type)
        .Any(type => type == typeof(ReadOnlySpan<byte>) || type == typeof(Span<byte>) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(ServiceRequest)
            || type == typeof(ServiceResponse) || type == typeof(UaReader) || type == typeof(ExtensionObjectRef));
}
