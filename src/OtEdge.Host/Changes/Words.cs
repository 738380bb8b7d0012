using System.Text.Json;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>The words of settings, API and command line for what the code names.</summary>
internal static class Words
{
    /// <summary>The word for clients that no asset declares.</summary>
    public const string UnknownClients = "unknown";

    /// <summary>A value of an enumeration in lower snake_case, such as <c>rolled_back</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A protocol as the settings write it.</summary>
    public static string Of(ConduitProtocol protocol) => protocol switch
    {
        ConduitProtocol.ModbusTcp => "modbus-tcp",
        ConduitProtocol.OpcUa => "opc-ua",
        _ => "tcp",
    };

    /// <summary>The classes that a protocol has.</summary>
    public static OperationClasses ClassesOf(ConduitProtocol protocol) => protocol switch
    {
        ConduitProtocol.ModbusTcp => OperationClasses.Modbus,
        ConduitProtocol.OpcUa => OperationClasses.All,
        _ => OperationClasses.Malformed,
    };

    /// <summary>The names of classes, in the order of the ladder of harm.</summary>
    public static IReadOnlyList<string> Of(OperationClasses classes) =>
        [.. Ladder.Where(one => (classes & FlagOf(one)) != 0).Select(Of)];

    /// <summary>The class of that name; null when there is none.</summary>
    public static OperationClasses? ClassNamed(string word)
    {
        foreach (OperationClass candidate in Ladder)
        {
            if (Of(candidate) == word)
            {
                return FlagOf(candidate);
            }
        }

        return null;
    }

    /// <summary>The mode of that name; null when there is none.</summary>
    public static ConduitMode? ModeNamed(string word)
    {
        foreach (ConduitMode candidate in Enum.GetValues<ConduitMode>())
        {
            if (Of(candidate) == word)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The clients that a scope holds for, as people write them; null: all.</summary>
    public static IReadOnlyList<string>? ClientsOf(EnforcementScope scope)
    {
        if (scope.HoldsForAllClients)
        {
            return null;
        }

        IEnumerable<string> named = (scope.Clients ?? []).Select(client => client.Text);
        return [.. scope.UnknownClients ? named.Prepend(UnknownClients) : named];
    }

    private static IReadOnlyList<OperationClass> Ladder { get; } =
    [
        OperationClass.Malformed, OperationClass.Admin, OperationClass.Write, OperationClass.Call, OperationClass.Session,
        OperationClass.Subscribe, OperationClass.Browse, OperationClass.History, OperationClass.Read,
    ];

    private static OperationClasses FlagOf(OperationClass one) => (OperationClasses)(1 << (int)one);
}
