// What openid-client and oauth4webapi make of the device flow, and the former of signing out. The test behind the other end of the pipes is the
// person: it reads an address, does there what a person would, and writes where it led.
import { createInterface } from 'node:readline'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'

const { ISSUER, TELEVISION_ID, WEB_ID, WEB_SECRET, REDIRECT_URI, BYE } = process.env
const insecure = { execute: [client.allowInsecureRequests] }
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function person(what, address) {
  console.log(`${what} ${address}`)
  const { value } = await lines.next()
  return value
}

function expect(what, holds) {
  if (!holds) throw new Error(`not so: ${what}`)
}

const television = await client.discovery(new URL(ISSUER), TELEVISION_ID, undefined, client.None(), insecure)
const asked = await client.initiateDeviceAuthorization(television, { scope: 'openid profile' })
await person('ALLOW', asked.verification_uri_complete)
const tokens = await client.pollDeviceAuthorizationGrant(television, asked)
const sub = tokens.claims().sub
await client.fetchUserInfo(television, tokens.access_token, sub)

const unwanted = await client.initiateDeviceAuthorization(television, { scope: 'openid' })
await person('DENY', unwanted.verification_uri_complete)
await client.pollDeviceAuthorizationGrant(television, unwanted)
  .then(() => expect('a refusal', false), (e) => expect(`${e}`, e.error === 'access_denied'))

const options = { [oauth.allowInsecureRequests]: true }
const as = await oauth.processDiscoveryResponse(new URL(ISSUER), await oauth.discoveryRequest(new URL(ISSUER), options))
const device = { client_id: TELEVISION_ID }
const code = await oauth.processDeviceAuthorizationResponse(as, device,
  await oauth.deviceAuthorizationRequest(as, device, oauth.None(), { scope: 'openid' }, options))
const poll = async () => oauth.processDeviceCodeResponse(as, device,
  await oauth.deviceCodeGrantRequest(as, device, oauth.None(), code.device_code, options))
await poll().then(() => expect('a wait', false), (e) => expect(`${e}`, e.error === 'authorization_pending'))
await person('ALLOW', code.verification_uri_complete)
await new Promise((resolve) => setTimeout(resolve, code.interval * 1000)) // RFC 8628 §3.5: what it has to keep
expect('the same person again', oauth.getValidatedIdTokenClaims(await poll()).sub === sub)

const web = await client.discovery(new URL(ISSUER), WEB_ID, WEB_SECRET, client.ClientSecretBasic(WEB_SECRET), insecure)
const verifier = client.randomPKCECodeVerifier()
const address = client.buildAuthorizationUrl(web, {
  redirect_uri: REDIRECT_URI,
  scope: 'openid',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state: 's',
})
const landed = new URL(await person('SIGN IN', address.href))
const signedIn = await client.authorizationCodeGrant(web, landed, { pkceCodeVerifier: verifier, expectedState: 's', idTokenExpected: true })
expect('the same person', signedIn.claims().sub === sub)
const end = client.buildEndSessionUrl(web, { id_token_hint: signedIn.id_token, post_logout_redirect_uri: BYE, state: 'away' })
expect('back at the app', await person('SIGN OUT', end.href) === `${BYE}?state=away`)

console.log('DONE')
process.exit(0)
