using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Approves or ends a permit.</summary>
internal sealed class PermitStepCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the permit, such as p-0001" };
    private readonly string route;

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">approve or end.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="route">Where it is asked for.</param>
    public PermitStepCommand(GlobalOptions globals, string name, string description, string route)
        : base(globals, name, description, $"otedge permit {name} p-0001")
    {
        this.route = route;
        Arguments.Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        return ExemptionAnswer.Permit(invocation, await gateway.PostAsync(ApiRoutes.For(route, invocation.Required(id)), token));
    }
}
