using OtEdge.Console.Api;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;
using OtEdge.Host.People;


namespace OtEdge.Host.Changes;

/// <summary>Tells who may take which step with a change, by their roles.</summary>
/// <param name="people">Knows the roles.</param>
internal sealed class ChangeAuthority(PeopleDesk people)
{
    private const PersonRoles Decides = PersonRoles.Operator | PersonRoles.Engineer | PersonRoles.Security | PersonRoles.Safety;

    /// <summary>Somebody as the rules of governance see them.</summary>
    public Actor ActorOf(string user)
    {
        PersonRoles roles = people.RolesOf(user);
        (PersonRoles Role, PlantFunction Function)[] functions =
        [
            (PersonRoles.Operator, PlantFunction.Operations),
            (PersonRoles.Engineer, PlantFunction.Engineering),
            (PersonRoles.Security, PlantFunction.Security),
            (PersonRoles.Safety, PlantFunction.Safety),
        ];
        return new Actor(user, [.. functions.Where(pair => roles.HasFlag(pair.Role)).Select(pair => pair.Function)]);
    }

    /// <summary>Why somebody may not propose; null: they may.</summary>
    public Refusal? ForbidsProposal(string user) => people.Forbids(user, PersonRoles.Engineer, "propose a change");

    /// <summary>Why somebody may not propose the way back; null: they may.</summary>
    public Refusal? ForbidsRollback(string user) =>
        people.Forbids(user, PersonRoles.Engineer | PersonRoles.Operator, "propose the way back");

    /// <summary>Why somebody may not ask for a permit; null: they may.</summary>
    public Refusal? ForbidsPermit(string user) =>
        people.Forbids(user, PersonRoles.Engineer | PersonRoles.Operator, "ask for a permit");

    /// <summary>Why somebody may not take a step; null: they may.</summary>
    public Refusal? Forbids(string user, ChangeStep step) => step switch
    {
        ChangeStep.Check => people.Forbids(user, Decides, "have a change checked"),
        ChangeStep.Approve => people.Forbids(user, Decides, "approve a change"),
        ChangeStep.Reject => people.Forbids(user, Decides, "reject a change"),
        ChangeStep.Arm => people.Forbids(user, PersonRoles.Operator, "arm a change"),
        ChangeStep.Extend => people.Forbids(user, PersonRoles.Operator, "extend a trial"),
        ChangeStep.Confirm => people.Forbids(user, PersonRoles.Operator | PersonRoles.Security, "confirm a change"),
        ChangeStep.Answer => people.Forbids(user, Decides, "answer the questions of a change"),
        ChangeStep.Withdraw => people.Forbids(user, Decides, "withdraw a change"),
        // Going back is never a matter of rank; it only takes somebody who is known.
        _ => people.Forbids(user, PersonRoles.All & ~PersonRoles.Viewer, $"{Words.Of(step)} a change"),
    };
}
