using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;

namespace OtEdge.Host.Changes;

/// <summary>A step that a person asks for.</summary>
/// <param name="Step">The step.</param>
/// <param name="Request">What goes with it.</param>
/// <param name="By">The person.</param>
/// <param name="For">The function they speak for; null: they did not say.</param>
internal sealed record StepAsk(ChangeStep Step, StepRequest Request, Actor By, PlantFunction? For)
{
    /// <summary>Answers to change questions.</summary>
    public IReadOnlyList<ChangeAnswer> Answers { get; init; } = [];
}
