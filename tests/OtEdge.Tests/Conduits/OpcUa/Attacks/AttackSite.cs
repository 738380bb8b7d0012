using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>A conduit of either inspection, without protection, so that attacks can be written byte by byte.</summary>
internal static class AttackSite
{
    public const string Transparent = "transparent";
    public const string Terminating = "terminate";
    public const uint Denied = StatusCodes.BadUserAccessDenied;

    public static readonly RuleSet Rules = new NodePolicy()
        .Rule("open", OperationClasses.Read | OperationClasses.Browse | OperationClasses.Subscribe, "Open*")
        .Rule("target", OperationClasses.Write, "OpenTarget")
        .Rules;

    /// <summary>What is allowed, whatever else has happened.</summary>
    public static readonly byte[] Question = Messages.Read(2, "s=Open1");

    public static TheoryData<string> Inspections { get; } = [Transparent, Terminating];

    public static TerminatingRig Open(string inspection, ConduitMode mode = ConduitMode.Enforce, ConduitLimits? limits = null, TimeSpan? tokenLife = null)
    {
        var settings = new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840"))
        {
            Terminates = inspection == Terminating,
            SecurityPolicies = ["None"],
            SecurityModes = [MessageSecurity.None],
        };
        return new TerminatingRig(mode, Rules, new RigDevice(SecurityPolicy.None, MessageSecurityMode.None) { HasManySessions = true }, settings, limits)
        {
            TokenLife = tokenLife ?? TimeSpan.FromHours(1),
        };
    }

    /// <summary>A client with a session.</summary>
    public static RigClient Client(TerminatingRig rig, string address = "10.20.0.11") => rig.Connect(SecurityPolicy.None, address: address).WithSession();

    /// <summary>Somebody else works on as if nothing had happened.</summary>
    public static void IsUnharmed(TerminatingRig rig) =>
        Assert.Equal([0], Messages.Statuses(Client(rig).Ask(Question)!, OtEdge.OpcUa.Services.ServiceType.Read));

    /// <summary>Somebody else works on once what has held everybody up is over.</summary>
    public static void IsUnharmedBy(TerminatingRig rig, Action over)
    {
        over();
        IsUnharmed(rig);
    }
}
