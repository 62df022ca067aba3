using Parley.Domain.Caucuses;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class DisclosureTests
{
    [Theory]
    [InlineData(Disclosure.MediatorOnly, RelayForm.AsOwn, false)]
    [InlineData(Disclosure.MediatorOnly, RelayForm.Attributed, false)]
    [InlineData(Disclosure.MayConveyAsOwn, RelayForm.AsOwn, true)]
    [InlineData(Disclosure.MayConveyAsOwn, RelayForm.Attributed, false)]
    [InlineData(Disclosure.MayAttribute, RelayForm.AsOwn, true)]
    [InlineData(Disclosure.MayAttribute, RelayForm.Attributed, true)]
    [InlineData(Disclosure.Free, RelayForm.AsOwn, true)]
    [InlineData(Disclosure.Free, RelayForm.Attributed, true)]
    public void A_message_is_relayed_as_its_sender_allows(Disclosure disclosure, RelayForm form, bool allowed)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We could give up the heights.", disclosure);
        var desk = Rooms.Desk(message);
        var request = Rooms.Relay(message, Cast.South, form);
        if (allowed)
        {
            desk.Accept(Cast.Mediator, request);
            Assert.Single(desk.State.Calls);
        }
        else
        {
            desk.Refuse("DISCLOSURE_FORBIDS", Cast.Mediator, request);
            Assert.Empty(desk.State.Calls);
        }
    }

    [Fact]
    public void Every_rule_that_can_be_said_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<Disclosure>().Where(d => d != Disclosure.Unspecified), DisclosureLaw.Table.Keys.Order());

    [Theory]
    [InlineData(Disclosure.Unspecified, RelayForm.AsOwn)]
    [InlineData(Disclosure.Unspecified, RelayForm.Attributed)]
    [InlineData((Disclosure)99, RelayForm.AsOwn)]
    [InlineData(Disclosure.Free, RelayForm.Unspecified)]
    [InlineData(Disclosure.Free, (RelayForm)99)]
    public void What_nobody_has_allowed_is_refused(Disclosure disclosure, RelayForm form)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", disclosure);
        Rooms.Desk(message).Refuse("DISCLOSURE_FORBIDS", Cast.Mediator, Rooms.Relay(message, Cast.South, form));
    }

    [Theory]
    [InlineData(Disclosure.MediatorOnly, RelayForm.AsOwn, "MEDIATOR_ONLY", "AS_OWN", "")]
    [InlineData(Disclosure.MayConveyAsOwn, RelayForm.Attributed, "MAY_CONVEY_AS_OWN", "ATTRIBUTED", "AS_OWN")]
    [InlineData(Disclosure.MayAttribute, RelayForm.Unspecified, "MAY_ATTRIBUTE", "UNSPECIFIED", "AS_OWN,ATTRIBUTED")]
    [InlineData(Disclosure.Free, RelayForm.Unspecified, "FREE", "UNSPECIFIED", "AS_OWN,ATTRIBUTED")]
    public void A_refusal_says_what_the_sender_allows(Disclosure disclosure, RelayForm form, string rule, string asked, string allowed)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", disclosure);
        var refused = Rooms.Desk(message).Send(Cast.Mediator, Rooms.Relay(message, Cast.South, form))!;
        Assert.Equal(RejectionCode.FailedPrecondition, refused.Code);
        Assert.Equal(message.Name, Assert.Single(refused.Preconditions).Subject);
        Assert.Equal((rule, asked, allowed), (refused.Metadata["disclosure"], refused.Metadata["form"], refused.Metadata["allowed_forms"]));
    }

    [Theory]
    [InlineData(Disclosure.MayConveyAsOwn)]
    [InlineData(Disclosure.MayAttribute)]
    [InlineData(Disclosure.Free)]
    public void What_mediators_convey_as_their_own_needs_their_own_words(Disclosure disclosure)
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", disclosure);
        var desk = Rooms.Desk(message);
        var request = Rooms.Relay(message, Cast.South, words: null);
        desk.Refuse("OWN_WORDS_MISSING", Cast.Mediator, request);
        request.Text = new();
        desk.Refuse("OWN_WORDS_MISSING", Cast.Mediator, request);
    }

    [Fact]
    public void What_is_attributed_is_in_its_senders_words()
    {
        var message = Rooms.North().Said(Cast.NorthEnvoy, "We are ready.", Disclosure.Free);
        var request = Rooms.Relay(message, Cast.South, RelayForm.Attributed);
        request.Text = Cast.Text("We give in.");
        Rooms.Desk(message).Refuse("WORDS_NOT_THE_SENDERS", Cast.Mediator, request);
    }
}
